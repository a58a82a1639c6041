"""Makes the pipeline that ships, see ``python -m tui.analysis.training --help``; not used by the reader."""
