# Dates as they are known.

date-about = təxminən { $date }
date-uncertain = { $date } (dəqiq deyil)
date-between = { $from } ilə { $to } arasında
date-until = { $date } və ya daha əvvəl
date-since = { $date } və ya daha sonra
