import GradusDisplay
import GradusTensors

/// A gamma distributed number of rate 1 for each shape parameter. PyTorch: `torch._standard_gamma`.
package func standardGamma(_ shapes: Tensor, generator: Generator = .default) -> Tensor {
  var place = 0
  if shapes.dtype == .float64 {
    let values = [Double](shapes.detached())
    return Drawing.each(shapes.shape, .float64) {
      place += 1
      return generator.standardGamma(values[place - 1])
    }
  }
  let values = [Float](shapes.detached())
  return Drawing.each(shapes.shape, shapes.dtype) {
    place += 1
    return Double(generator.standardGamma(values[place - 1]))
  }
}

/// Points of the simplex, one for each row of concentrations. PyTorch: `torch._sample_dirichlet`.
package func sampleDirichlet(_ concentrations: Tensor, generator: Generator = .default) -> Tensor {
  let values = [Double](concentrations.detached())
  let width = concentrations.shape.last ?? 1
  let isDouble = concentrations.dtype == .float64
  var result: [Double] = []
  for start in stride(from: 0, to: values.count, by: max(width, 1)) {
    let row = Array(values[start..<start + width])
    result +=
      isDouble
      ? generator.dirichlet(row) : generator.dirichlet(row.map { Float($0) }).map { Double($0) }
  }
  return Tensor(result, shape: concentrations.shape, dtype: concentrations.dtype)
}
