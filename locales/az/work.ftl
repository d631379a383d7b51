# What waits for whoever is signed in.

## What waits
waits-for-you = Sizi nə gözləyir
nothing-waits = Hazırda sizi gözləyən bir iş yoxdur.
late = gecikib
waits-for-answers = Cavab gözləyir
waits-for-registering = Qeydiyyat gözləyir
waits-for-signing = İmza gözləyir
waits-for-telling-the-family = Ailəyə şəxsən bildirilməlidir
waits-for-answering-a-doubt = Ailənin şübhəsinə cavab verilməlidir
waits-for-handing-over = Ailəyə təhvil verilməlidir
waits-for-sending = Göndərilməlidir
waits-for-surveying = Baxış gözləyir
waits-for-proposing = Şəxsiyyətin müəyyənləşdirilməsi kimi təklif edilə bilər
waits-for-deciding = Başqalarının siyahılarında qərar gözləyən sətirlər
waits-for-typing = Profili olmayan nümunələr
waits-for-a-second = İkinci əməkdaşı gözləyən hesablar
waits-for-finishing = Başladıqlarınız
remains-may-be = { $remains } ola bilər: { $name }
rows-of-list = { $list }: { $rows }
only-with-state = Yalnız: { $state }.
show-all = Hamısını göstər
write-something-down = Nəsə yazın

## Searching everything
find = Axtar
find-words = İstənilən əlifbada sözlər, nömrə və ya ştrixkod
find-lead = Görə biləcəyiniz hər şey axtarılır: insanlar, qalıqlar, nümunələr və yazılanlar.
found-nothing = Bu sözlərlə heç nə tapmadıq.
scan-a-code = Kodu oxut
camera-refused = Kameradan istifadə etmək olmur. Nömrəni yazın.

## Labels
labels = Etiketlər
labels-lead = Hər kodda yalnız yanındakı nömrə var.
print-labels = Çap üçün etiketlər
to-the-file = Sənədə qayıt
