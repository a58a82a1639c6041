"""The terminal, the clipboard, shipped resources and latency; knows no type of Postil but its errors."""
