"""From a region to the nation: figures that merge by adding, and answers without a person."""
