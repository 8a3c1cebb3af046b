/// The runtime of a notebook in one import: tensors, gradients, distributions, networks, tables,
/// plots, and how values are shown.
@_exported import GradusDisplay
@_exported import GradusNetworks
@_exported import GradusPlots
@_exported import GradusProbability
@_exported import GradusTables
@_exported import GradusTensors
