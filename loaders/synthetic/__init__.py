"""The parts of the synthetic data set; `loaders.generate` is its front."""
