# Both sides of a hypothesis, and what people do about an identification.

## Both sides of a hypothesis
before-death = ölümdən əvvəl
what-it-says = Nə göstərir
speaks-for = uyğundur
speaks-against = uyğun deyil
speaks-neither = heç nə göstərmir
tooth-same = eynidir
tooth-explained = belə dəyişə bilər
tooth-impossible = belə dəyişə bilməz
nothing-known = Heç nə məlum deyil.

## An identification's way
identifications-of-remains = Nə təklif olunub və imzalanıb
proposing-means = Hər iki tərəfə baxdıqdan sonra təklif edin. Bunu şəxsiyyətin müəyyənləşdirilməsi saymaq üçün iki başqa nəfər imzalamalıdır.
propose-identification = Şəxsiyyətin müəyyənləşdirilməsi kimi təklif et
proposed-finding = Bu qalıqlar həmin şəxsə məxsusdursa, DNT nəticəsi yad adama məxsus olmasından { $times } daha ehtimallıdır: { $support }.
signatures-of-two = 2 nəfərdən { $count } imzalayıb.
remark-as-what = Hansı qismdə, yaxud qeyd
sign-it = İmzala
signing-means = İmzanızla təsdiq edirsiniz ki, hər iki tərəfə özünüz baxmısınız və bu, eyni şəxsdir.
told-on = Nə vaxt bildirilib
told-how = Kimə və necə bildirilib
family-was-told = Ailəyə şəxsən bildirildi
telling-means = Bundan sonra nəticə ailənin öz səhifələrində görünür.
withdraw-it = Geri götür

## A person's time line, remains at a glance
time-line = Zaman xətti
inventory = Müayinə olunmuş sümüklər
bones-at-a-glance = skeletin { $percent } %-i, ən azı { $people } nəfər
