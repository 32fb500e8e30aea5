"""Growing the scorer of relations from gold annotations: `python -m training GOLD_FOLDER`."""
