"""What several rules share: the findings about cycles, contracts and one-sided relations, and their wording."""
