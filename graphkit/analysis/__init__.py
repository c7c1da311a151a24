"""Pure functions about a graph: graph or adjacency in, values out; the order of the input never matters."""
