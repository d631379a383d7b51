# Forms of what an office writes down.

## Steps
step-what = Nə olduğu
step-where = Harada yerləşir
step-who = Kimin haqqında
step-speaker = Kim danışır
step-said = Nə deyildi
step-sources = Kim deyir
step-contact = Kiminlə danışmaq
step-course = Gedişat
step-body = Bədən
step-teeth = Dişlər
step-medical = Zədələr, xəstəliklər, əlamətlər
step-effects = Geyim və əşyalar
step-consent = Nəyə razılıq verildi
step-protection = Qorunma
step-about = Nə haqqında
step-participants = Kim iştirak edib
step-finds = Nə tapıldı
step-bones = Sümüklər
step-transfers = Əldən-ələ
step-origin = Haradan gəlib
step-request = Nə soruşulur
step-deadlines = Son tarixlər
step-replies = Nə cavab verildi
step-findings = Sübutlar
step-conclusion = Nəticə
step-contests = Ailənin şübhələri
step-handover = Təhvil
steps-of-the-form = Formanın addımları

## Putting down and taking up
begun-before = Buna əvvəl başlamısınız. Yazdıqlarınız hələ buradadır.
kept-while-typed = Yazdıqlarınız yazdıqca saxlanılır: səhifədən çıxsanız, seansınız bitsə və ya əlaqə kəsilsə də. Yadda saxlayanda jurnala düşür.
forget-what-is-typed = Yazdıqlarımı unut
add-another = Daha birini əlavə et
leave-out = Çıxar


## What stands in a form
at-least = ən azı
at-most = ən çoxu
area = Sahə
in-words = Sözlə
a-date = Tarix
a-thing = Şəxs, yer və ya başqa şey
no-side = tərəfsiz
unit = Vahid
further-pieces = Eyni sümüklərin digər hissələri
tooth-number = Diş { $number }
tooth-detail = Diş { $number }: səthlər və material
teeth-upper-right = Yuxarı sağ
teeth-upper-left = Yuxarı sol
teeth-lower-left = Aşağı sol
teeth-lower-right = Aşağı sağ
teeth-milk-upper-right = Süd dişləri, yuxarı sağ
teeth-milk-upper-left = Süd dişləri, yuxarı sol
teeth-milk-lower-left = Süd dişləri, aşağı sol
teeth-milk-lower-right = Süd dişləri, aşağı sağ
bone-cell = { $bone }, { $side }: { $what }
hint-date = Nə qədər məlumdursa: 1992-02-25, 1992-02, 1992, 1950~ (təxminən), 1948/1952 (arasında). Məlum deyilsə, boş qoyun.
hint-day = Gün: 2026-11-25 və ya 25.11.2026.
hint-language = az, hy, ru, en və ya başqa kod.
hint-degrees = Dərəcə, məsələn, 40.1234.
hint-area = Nöqtə əvəzinə: hər sətirdə bir künc, enlik və uzunluq, məsələn, 40.12, 46.50.
hint-loci = Hər sətirdə bir lokus və allelləri: D3S1358: 15 16.
hint-bones = Neçə ədəd və hər birinin neçə faizi var. Boş: yoxdur.
hint-sealed = Ad, əlaqə və kimliyi bildirən hər şey. Dərhal möhürlənir və burada bir daha göstərilmir.
hint-sealed-already = Kimlik möhürlənib. Buraya yazdıqlarınız onu əvəz edəcək.
