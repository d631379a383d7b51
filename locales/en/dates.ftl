# Dates as they are known.

date-about = about { $date }
date-uncertain = { $date }, uncertain
date-between = between { $from } and { $to }
date-until = { $date } or before
date-since = { $date } or later
