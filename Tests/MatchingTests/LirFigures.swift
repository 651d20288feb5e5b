import Matching
import Testing

/// Seeded scores with what `lir` 1.3.1 (Netherlands Forensic Institute) makes of them.
///
/// Made by `Benchmarks/peers/likelihood_ratios.py`, which draws the same scores and prints these
/// literals.
struct LirFigures: Sendable, CustomTestStringConvertible {
  /// How the scores of one proposition are drawn.
  struct Side {
    let count: Int
    let mean: Double
    let scale: Double

    init(_ count: Int, _ mean: Double, _ scale: Double) {
      self.count = count
      self.mean = mean
      self.scale = scale
    }
  }

  let name: String
  let seed: Int
  let h1: Side
  let h2: Side
  let grid: Double
  let cllr: Double
  let cllrMin: Double
  let cllrCal: Double
  /// At ``probes``, as are the next four and the Tippett curves.
  let pav: [Double]
  let pavMisleading: [Double]
  let logistic: [Double]
  /// Empty where no line without a penalty exists.
  let unpenalised: [Double]
  /// Lower and upper bound of the scores taken as log10 likelihood ratios.
  let elub: [Double]
  /// Lower and upper bound after logistic calibration.
  let elubCalibrated: [Double]
  let tippett1: [Double]
  let tippett2: [Double]

  static let probes = [-3.0, -1.25, -0.3, 0.0, 0.15, 0.9, 2.5]

  var testDescription: String { name }

  /// The scores, the same as in the script to the last bit.
  func scores() throws -> PropositionScores {
    var numbers = Numbers(seed: seed)
    func draw(_ side: Side) -> [Double] {
      (0..<side.count).map { _ in
        let value = side.mean + side.scale * (numbers.unit() + numbers.unit() + numbers.unit())
        return grid > 0 ? (value / grid).rounded(.down) * grid : value
      }
    }
    let first = draw(h1)
    return try PropositionScores(h1: first, h2: draw(h2))
  }

  static let all = [
    LirFigures(
      name: "overlapping", seed: 1, h1: Side(60, 0.75, 1.0), h2: Side(200, -0.75, 1.0), grid: 0.0,
      cllr: 0.729112729312, cllrMin: 0.61106952115,
      cllrCal: 0.118043208162,
      pav: [
        -.infinity, -0.4191293077, -0.2688618184, -0.1461280357, -0.1461280357, 0.8239087409,
        .infinity,
      ],
      pavMisleading: [
        -1.115602233, -0.4241418306, -0.2738726098, -0.1511405585, -0.1511405585, 0.8188962181,
        1.597047468,
      ],
      logistic: [
        -1.736510405, -0.7028195344, -0.141673062, 0.03553108721, 0.1241331618, 0.5671435348,
        1.51223233,
      ],
      unpenalised: [
        -1.786003339, -0.7225879652, -0.1453053339, 0.03699444436, 0.1281443335, 0.5838937793,
        1.556159264,
      ],
      elub: [-0.53, 1.08], elubCalibrated: [-0.87, 1.29],
      tippett1: [1, 0.9666666667, 0.8166666667, 0.75, 0.7166666667, 0.4666666667, 0.06666666667],
      tippett2: [0.985, 0.655, 0.29, 0.2, 0.165, 0.035, 0]),
    LirFigures(
      name: "tied", seed: 2, h1: Side(40, 0.5, 1.0), h2: Side(150, -0.5, 1.0), grid: 0.25,
      cllr: 0.856647464946, cllrMin: 0.709164449,
      cllrCal: 0.147483015947,
      pav: [
        -.infinity, -0.9444826722, -0.1344840545, 0.09691001301, 0.2551322064, 0.4865721505,
        .infinity,
      ],
      pavMisleading: [
        -0.8017836947, -0.8017836947, -0.1423222317, 0.08907183585, 0.2474675449, 0.4788138324,
        1.043314345,
      ],
      logistic: [
        -1.501349624, -0.570138324, -0.06462361825, 0.09501260461, 0.174830716, 0.5739212732,
        1.425314462,
      ],
      unpenalised: [
        -1.561573434, -0.5929167562, -0.06707455989, 0.09898087053, 0.1820085857, 0.5971471618,
        1.482776124,
      ],
      elub: [-0.35, 0.71], elubCalibrated: [-0.57, 1.02],
      tippett1: [1, 0.95, 0.725, 0.725, 0.625, 0.375, 0.025],
      tippett2: [1, 0.74, 0.34, 0.2266666667, 0.1466666667, 0.04, 0]),
    LirFigures(
      name: "overstated", seed: 3, h1: Side(80, 2.0, 4.0), h2: Side(240, -2.0, 4.0), grid: 0.0,
      cllr: 2.19993153112, cllrMin: 0.731055479525,
      cllrCal: 1.46887605159,
      pav: [
        -0.4929155219, -0.1249387366, -0.1249387366, -0.1249387366, 0.02996322338, 0.2952776668,
        0.2952776668,
      ],
      pavMisleading: [
        -0.4965047529, -0.1285279676, -0.1285279676, -0.1285279676, 0.02637399235, 0.2916884358,
        0.2916884358,
      ],
      logistic: [
        -0.4222680778, -0.1755184072, -0.04156858597, 0.0007313575609, 0.02188132933, 0.1276311882,
        0.353230887,
      ],
      unpenalised: [
        -0.4229419214, -0.1758032589, -0.0416422707, 0.0007243571478, 0.02190767107, 0.1278242407,
        0.3537795892,
      ],
      elub: [-0.43, 0.47], elubCalibrated: [-0.69, 0.99],
      tippett1: [0.925, 0.825, 0.75, 0.75, 0.7125, 0.6625, 0.4625],
      tippett2: [
        0.5583333333, 0.3833333333, 0.3041666667, 0.2666666667, 0.2583333333, 0.2041666667, 0.125,
      ]),
    LirFigures(
      name: "separated", seed: 4, h1: Side(15, 4.0, 0.5), h2: Side(30, -4.0, 0.5), grid: 0.0,
      cllr: 0.000389971912904, cllrMin: 0,
      cllrCal: 0.000389971912904,
      pav: [
        -.infinity, -0.4302063137, -0.1004738277, -0.005878798644, 0.0412269073, 0.2865294897,
        1.263060199,
      ],
      pavMisleading: [
        -1.189879544, -0.355585167, -0.06696436753, 0.01847675289, 0.06122816869, 0.2841084517,
        1.059823479,
      ],
      logistic: [
        -1.665385917, -0.687424935, -0.1565318303, 0.01111862384, 0.0949438509, 0.5140699862,
        1.408205742,
      ],
      unpenalised: [],
      elub: [-1.18, 1.46], elubCalibrated: [-1.18, 1.46],
      tippett1: [1, 1, 1, 1, 1, 1, 1], tippett2: [0.06666666667, 0, 0, 0, 0, 0, 0]),
    LirFigures(
      name: "backwards", seed: 5, h1: Side(50, -0.5, 1.0), h2: Side(50, 0.5, 1.0), grid: 0.0,
      cllr: 2.57936585426, cllrMin: 1,
      cllrCal: 1.57936585426,
      pav: [0, 0, 0, 0, 0, 0, 0],
      pavMisleading: [0, 0, 0, 0, 0, 0, 0],
      logistic: [
        1.120722081, 0.4631021499, 0.106108473, -0.006626372346, -0.06299379501, -0.3448309083,
        -0.9460834168,
      ],
      unpenalised: [
        1.181988492, 0.4883820838, 0.1118528905, -0.007051065304, -0.06650304319, -0.3637629326,
        -0.9979173635,
      ],
      elub: [0, 0], elubCalibrated: [-0.47, 0.63],
      tippett1: [0.98, 0.74, 0.42, 0.34, 0.28, 0.06, 0], tippett2: [1, 1, 0.76, 0.64, 0.6, 0.34, 0]),
    LirFigures(
      name: "few", seed: 6, h1: Side(8, 1.0, 1.0), h2: Side(500, -1.0, 1.0), grid: 0.0,
      cllr: 0.286445200037, cllrMin: 0.103147092203,
      cllrCal: 0.183298107835,
      pav: [-.infinity, -.infinity, -.infinity, -.infinity, -.infinity, 0.2276782933, .infinity],
      pavMisleading: [
        -0.9190467591, -0.9190467591, -0.9190467591, -0.9190467591, -0.9190467591, 0.1773934924,
        2.444565221,
      ],
      logistic: [
        -4.933020052, -2.465384099, -1.125810297, -0.7027869906, -0.4912753375, 0.5662829278,
        2.822407227,
      ],
      unpenalised: [
        -5.544598563, -2.770638893, -1.264775072, -0.7892391287, -0.551471157, 0.6373687015,
        3.1735604,
      ],
      elub: [-0.74, 1.83], elubCalibrated: [-0.86, 1.88],
      tippett1: [1, 1, 1, 1, 1, 0.875, 0], tippett2: [0.984, 0.58, 0.228, 0.162, 0.128, 0.02, 0]),
    LirFigures(
      name: "equal", seed: 7, h1: Side(12, 0.25, 0.0), h2: Side(20, 0.25, 0.0), grid: 0.0,
      cllr: 1.05895068581, cllrMin: 1,
      cllrCal: 0.058950685805,
      pav: [0, 0, 0, 0, 0, 0, 0],
      pavMisleading: [0, 0, 0, 0, 0, 0, 0],
      logistic: [0, 0, 0, 0, 0, 0, 0],
      unpenalised: [],
      elub: [0, 0], elubCalibrated: [0, 0],
      tippett1: [1, 1, 1, 1, 1, 0, 0], tippett2: [1, 1, 1, 1, 1, 0, 0]),
    LirFigures(
      name: "rounded", seed: 59, h1: Side(100, 0.75, 1.5), h2: Side(150, -0.75, 1.5), grid: 0.01,
      cllr: 1.12044894281, cllrMin: 0.770241502377,
      cllrCal: 0.350207440429,
      pav: [
        -0.9865229262, -0.3679767853, -0.1663314218, -0.1249387366, 0.2695129442, 0.2695129442,
        .infinity,
      ],
      pavMisleading: [
        -0.7567831065, -0.3694124708, -0.1677671073, -0.1263744222, 0.2680772587, 0.2680772587,
        1.405104495,
      ],
      logistic: [
        -0.9346628569, -0.3636574893, -0.05368314685, 0.04420348761, 0.09314680483, 0.337863391,
        0.8599254414,
      ],
      unpenalised: [
        -0.9467253063, -0.3682550795, -0.05422838491, 0.04493793969, 0.09452110199, 0.3424369135,
        0.871323978,
      ],
      elub: [-0.37, 0.51], elubCalibrated: [-0.52, 1.01],
      tippett1: [1, 0.91, 0.7, 0.65, 0.59, 0.43, 0.13],
      tippett2: [0.9333333333, 0.6133333333, 0.3333333333, 0.22, 0.2066666667, 0.1066666667, 0]),
  ]
}
