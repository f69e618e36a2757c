"""The parts of a site besides its pages and its catalogue: each a function of an edition, or of the files there are."""
