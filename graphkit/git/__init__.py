"""What git knows of the files: revisions, history, renames, and two states compared."""
