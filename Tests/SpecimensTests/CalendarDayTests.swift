import Testing

@testable import Specimens

struct CalendarDayTests {
  @Test func textsAreDaysOfTheCalendar() {
    for text in ["2024-02-29", "2000-02-29", "1970-01-01", "9999-12-31", "0001-01-01"] {
      #expect(CalendarDay(text)?.description == text)
    }
    for text in [
      "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-1-1", "24-01-01",
      "2024-01-01 ", "2024/01/01", "", "+024-01-01", "0000-01-01", "２０２４-01-01",
    ] {
      #expect(CalendarDay(text) == nil, "\(text)")
    }
  }

  @Test func numbersCountDaysSince1970() throws {
    // As `date -d DAY +%s` says, divided by 86400.
    let known = [
      ("1970-01-01", 0), ("2024-03-01", 19_783), ("2000-02-29", 11_016), ("1969-12-31", -1),
      ("1600-01-01", -135_140), ("9999-12-31", 2_932_896),
    ]
    for (text, number) in known {
      #expect(CalendarDay(text)?.number == number, "\(text)")
      #expect(CalendarDay(number: number).description == text)
    }
    #expect(CalendarDay(number: .min).description == "0001-01-01")
    #expect(CalendarDay(number: .max).description == "9999-12-31")
    var last: CalendarDay?
    for year in 1995...2005 {
      for month in 1...12 {
        for day in 1...31 {
          guard let next = CalendarDay(year: year, month: month, day: day) else { continue }
          if let last {
            #expect(last < next)
            #expect(next.number == last.number + 1)
            #expect(CalendarDay(number: next.number) == next)
          }
          last = next
        }
      }
    }
  }
}
