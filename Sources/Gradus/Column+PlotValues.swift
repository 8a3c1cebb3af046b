import GradusPlots
import GradusTables
import GradusTensors

extension Column: PlotValues {
  /// The numbers of a column; missing ones leave a gap.
  public var plotValues: [Double] { [Double](Tensor(self, dtype: .float64)) }
}
