"""How fast it is: made-up teams of any size, a benchmark for each stage, and a comparison with other linters."""
