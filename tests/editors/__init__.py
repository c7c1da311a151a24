"""The language server in real editors: VS Code by `make vscode`, Neovim and Emacs where they are installed."""
