"""The public credit platforms' templates as mappings (loaders/mapping.py), their columns as implemented in public code."""
