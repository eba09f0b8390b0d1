"""Evidence bundles: a question, an entity or a flag with its answer, flags, citations and pictures, for others to check and to read."""
