# Dates as they are known.

date-about = մոտ { $date }
date-uncertain = { $date } (ստույգ չէ)
date-between = { $from } – { $to } միջակայքում
date-until = { $date } կամ ավելի վաղ
date-since = { $date } կամ ավելի ուշ
