"""A team that stays open: kept readings, edits, watching, the explorer's server, editors and agents that ask."""
