/// A date of the proleptic Gregorian calendar and its number of days since 1970-01-01.
///
/// By years that begin in March, so that the leap day is the last. 719,468 is the day count of 0000-03-01; 146,097 days
/// are 400 years. Good from the year −400 on.
struct CivilDate: Equatable {
  var year: Int
  var month: Int
  var day: Int

  init(_ year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(days: Int) {
    let shifted = days + 719_468 + 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    month = (marchMonth + 2) % 12 + 1
    year = (shifted / 146_097 - 1) * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
  }

  var days: Int {
    let marchYear = year - (month <= 2 ? 1 : 0) + 400
    let era = marchYear / 400
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return (era - 1) * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Whether the calendar has this day.
  var isReal: Bool { (1...12).contains(month) && day >= 1 && CivilDate(days: days) == self }
}
