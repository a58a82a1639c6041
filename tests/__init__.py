"""A package, as are the folders in it, so that test files of the same name do not collide."""
