import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct LossTests {
    @Test func `losses and their gradients are PyTorch's`() throws {
      let generator = Generator(seed: 21)
      let x = randn(6, 4, generator: generator) * 2
      let y = randn(6, 4, generator: generator)
      let classes = Tensor([0, 3, 1, 2, 3, 0])
      let some = Tensor([0, 3, 1, -1, 3, 0])
      let weight = rand(4, generator: generator) + 0.5
      let shares = rand(6, 4, generator: generator)
      let probabilities = softmax(randn(6, 4, generator: generator), axis: 1)
      let lines = try fixture("losses.tsv")
      for line in lines {
        let words = line[0].split(separator: " ")
        let reduction: Reduction =
          words.last == "mean" ? .mean : words.last == "sum" ? .sum : .none
        let input = x.clone().requiringGradient()
        let loss: Tensor
        switch words.dropLast().joined(separator: " ") {
        case "mse": loss = MSELoss(reduction: reduction)(input, y)
        case "l1": loss = L1Loss(reduction: reduction)(input, y)
        case "smooth": loss = SmoothL1Loss(beta: 0.5, reduction: reduction)(input, y)
        case "huber": loss = HuberLoss(delta: 1.5, reduction: reduction)(input, y)
        case "cross": loss = CrossEntropyLoss(reduction: reduction)(input, classes)
        case "cross weighted":
          loss = CrossEntropyLoss(weight: weight, reduction: reduction)(input, classes)
        case "cross ignoring":
          loss = CrossEntropyLoss(ignoring: -1, reduction: reduction)(input, some)
        case "cross smoothed":
          loss = CrossEntropyLoss(reduction: reduction, smoothing: 0.1)(input, classes)
        case "cross all":
          loss = CrossEntropyLoss(
            weight: weight, ignoring: -1, reduction: reduction, smoothing: 0.2)(input, some)
        case "cross probabilities":
          loss = CrossEntropyLoss(reduction: reduction, smoothing: 0.1)(input, probabilities)
        case "nll":
          loss = NLLLoss(weight: weight, ignoring: -1, reduction: reduction)(
            logSoftmax(input, axis: 1), some)
        case "bce": loss = BCELoss(reduction: reduction)(sigmoid(input), shares)
        case "logits": loss = BCEWithLogitsLoss(reduction: reduction)(input, shares)
        case "logits weighted":
          loss = BCEWithLogitsLoss(
            weight: weight, positiveWeight: weight + 1, reduction: reduction)(input, shares)
        default:
          Issue.record("no loss for \(line[0])")
          continue
        }
        loss.sum().backward()
        #expect(areClose([Double](loss), try numbers(line[1]), 2e-6), "\(line[0])")
        #expect(areClose([Double](input.grad), try numbers(line[2]), 2e-6), "\(line[0])")
      }
      #expect(lines.count == 42)
    }
  }
}
