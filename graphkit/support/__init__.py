"""What everything builds on: errors, escaping, files, the garbage collector, the version."""
