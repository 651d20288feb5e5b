import Foundation
import Specimens

/// A fault of an instrument, made up on measured shots.
enum InstrumentDefect: String, CaseIterable {
  case halfChannelShift, channelShift, sixChannelShift, broaderLines, deadRegion, saturation

  /// The shots as the faulty instrument would have written them.
  ///
  /// - Parameter width: the full width at half height of lines, in channels
  func applied(to table: SpectraTable, width: Double) -> SpectraTable {
    let channels = table.axis.count
    let least = table.intensities.min() ?? 0
    let light = (0..<table.count).flatMap { shot -> [Float] in
      let own = Array(table.intensities[shot * channels..<(shot + 1) * channels])
      switch self {
      case .halfChannelShift: return moved(own, by: 0.5)
      case .channelShift: return moved(own, by: 1)
      case .sixChannelShift: return moved(own, by: 6)
      case .broaderLines:
        // 1.5 times as broad: the added Gaussian has √(1.5² − 1) times the width.
        return blurred(own, deviation: width / 2.3548 * 1.25.squareRoot())
      case .deadRegion:
        return own.enumerated().map { index, value in
          (channels * 3 / 10..<channels * 4 / 10).contains(index) ? least : value
        }
      case .saturation:
        let limit = 0.25 * (own.max() ?? 0)
        return own.map { min($0, limit) }
      }
    }
    return SpectraTable(axis: table.axis, intensities: light, metadata: table.metadata)
  }

  private func moved(_ light: [Float], by shift: Float) -> [Float] {
    light.indices.map { channel in
      let place = min(max(Float(channel) - shift, 0), Float(light.count - 1))
      let left = min(Int(place), light.count - 2)
      return light[left] + (light[left + 1] - light[left]) * (place - Float(left))
    }
  }

  private func blurred(_ light: [Float], deviation: Double) -> [Float] {
    let reach = Int((4 * deviation).rounded(.up))
    let weights = (-reach...reach).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
    let total = weights.reduce(0, +)
    return light.indices.map { channel in
      var sum = 0.0
      for (index, weight) in weights.enumerated() {
        let source = min(max(channel + index - reach, 0), light.count - 1)
        sum += weight * Double(light[source])
      }
      return Float(sum / total)
    }
  }
}
