"""What hostile and odd input must not do."""
