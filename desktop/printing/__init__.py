"""From a job in the queue to paper: lines to printers, and the thread that minds them."""
