"""The language server: diagnostics, repairs, navigation and renaming of agents while people write definitions."""
