# The map, and the line of custody.

map = Xəritə
map-last-seen = Son dəfə burada görülüb
map-empty = Yazılanların hələ heç birinin xəritədə yeri yoxdur.
map-open = Səhifəni aç
map-several = Burada bir neçəsi var
map-failed = Bu brauzer xəritəni çəkə bilmir. Yerlər səhifələrdə söz və rəqəmlə göstərilib.
map-shown = Nə göstərilir
map-as-list = siyahı
map-list = { $what }: siyahı kimi
map-hint = Sahələr nəyin nə qədər uzaqda ola biləcəyini göstərir. Bir-birinə yaxın çox olduqda onların sayı göstərilir: yaxınlaşmaq üçün açın. Yeri gizli saxlanan sahələr xəritədə yoxdur. Klaviatura ilə: oxlar hərəkət etdirir, artı və mənfi yaxınlaşdırıb uzaqlaşdırır, Enter ortadakını açır.
map-within-km = { $km } km daxilində

custody-line = Kimlərin əlindən keçib
