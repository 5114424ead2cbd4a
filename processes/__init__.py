"""Starting the product: a model that fits, then the three processes, watched until Ctrl-C."""
