# Dates as they are known.

date-about = около { $date }
date-uncertain = { $date } (не точно)
date-between = между { $from } и { $to }
date-until = { $date } или раньше
date-since = { $date } или позже
