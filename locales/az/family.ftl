# Families' pages: as one speaks to someone who waits.

family-home = Yaxınlarınız
family-footer = Burada yazdıqlarınızı razılığınız olmadan heç kimə demirik. Nəticə sizə şəxsən bildirilir, heç vaxt əvvəlcə səhifədə deyil.
family-none = Hələ heç kim haqqında müraciət etməmisiniz.
report-somebody-missing = İtkin düşmüş şəxs haqqında müraciət
go-on-with-report = Müraciətinizə davam edin

## A case
what-comes-next = Bundan sonra nə olacaq
what-has-been-done = Nə edilib
who-can-give-dna = Kim DNT verə bilər
why-dna = Qohumların DNT-si tapılanlarla müqayisə edilir. Qohumlar nə qədər yaxın və nə qədər çox olsa, cavab bir o qədər dəqiq olar. Yanağın içindən çubuqla götürülür və ağrımır.
these-gave-dna = Verənlər:
these-could-give-dna = Hələ verə biləcəklər; bizə zəng edin və ya aşağıda soruşun:
tell-us-of-relatives = Başqa qan qohumları varsa, bizə deyin.
what-you-can-do = Nə edə bilərsiniz
save-what-is-held = Bizdə olan məlumatları saxla

## The course of a case
family-you-reported = Siz bunu bildirdiniz:
family-reported = Bizə müraciət edilib.
family-step-reported = Müraciət bizə çatıb.
family-step-registered = Büro işi qəbul edib.
family-step-dna = Qohumların DNT-si götürülüb.
family-dna-taken = Bir qohum DNT verib.
family-step-merged = Bir neçə müraciət eyni şəxs haqqında idi. İndi onlar bir işdir.
family-step-withdrawn = Müraciət geri götürülüb.
family-step-informed = Büro ailəyə şəxsən bildirib.
family-step-identified = Müəyyənləşdirməni iki nəfər yoxlayıb və imzalayıb.
family-step-alive = Şəxs sağ tapılıb.
family-step-fate = Nə baş verdiyi məlumdur. Qalıqlar tapılmayıb.
family-step-handed-over = Qalıqlar ailəyə təhvil verilib.
family-step-closed = Büronun görəcəyi iş qalmayıb.
family-step-reopened = Büro buna yenidən baxır.
family-asked = { $addressee } — nə bildiklərini soruşduq.
family-reminded = { $addressee } — yenidən soruşduq.
family-overdue = { $addressee } bu günə qədər cavab verməli idi və verməyib.
family-reply-interim = { $addressee } cavab verəcəyini yazıb.
family-reply-answered = { $addressee } cavab verib. Cavaba baxırıq.
family-reply-in-part = { $addressee } qismən cavab verib.
family-reply-nothing = { $addressee } orada heç nə məlum olmadığını bildirib.
family-reply-refused = { $addressee } cavab verməkdən imtina edib.
family-handover-agreed = Təhvil verilmə razılaşdırılıb.
family-handed-over = Qalıqlar təhvil verilib.
family-handed-over-in-part = Qalıqların bir hissəsi təhvil verilib; daha çoxu tapıla bilər.
family-contested = Nəticəyə şübhə etdiniz.
family-contest-answered = Büro şübhənizə cavab verib.
family-you-asked = Soruşdunuz.
family-you-asked-held = Nə saxlandığını soruşdunuz.
family-you-asked-correction = Düzəliş istədiniz.
family-you-asked-erasure = Məlumatların silinməsini istədiniz.
family-you-asked-laboratory = İkinci laboratoriya istədiniz.
family-we-answered = Büro cavab verdi.

## What comes next
family-next-reported = Büro müraciətinizi oxuyub sizə zəng edəcək. Bir neçə gün çəkə bilər.
family-next-dna = Qohumlar DNT verir. Onsuz tapılanları ailənizlə müqayisə etmək olmur. Büro gün təyin etmək üçün sizə zəng edəcək, yaxud aşağıda özünüz soruşun.
family-next-comparing = { $name } üçün axtarış davam edir. Hər yeni məlumat gəldikdə yenidən müqayisə edirik; sonuncu dəfə: { $day }. Deyiləcək bir şey olanda yanınıza gələcəklər.
family-next-waiting = { $name } üçün axtarış davam edir. Hər yeni məlumat gəldikdə müqayisə edirik. Deyiləcək bir şey olanda yanınıza gələcəklər.
family-next-informed = Büro qalıqların nə vaxt, harada və necə evə qayıdacağını sizinlə razılaşdırır. Nəticəyə şübhəniz varsa, deyin: ikinci laboratoriya baxacaq.
family-next-handed-over = Sonra daha nəsə tapılsa, büro istədiyiniz kimi əvvəlcə sizdən soruşacaq.
family-next-closed = Başqa bir şey etmək lazım deyil. Bürodan istənilən vaxt soruşa bilərsiniz.
family-next-merged = Axtarış eyni şəxsin digər işində davam edir.
family-next-withdrawn = Hazırda heç kim axtarmır. İstənilən vaxt yenidən müraciət edə bilərsiniz.

## Consent
your-consent = Nəyə razısınız
consent-lead = Hər məqsəd ayrıca həll olunur. Hər birini istənilən vaxt burada və ya bizə deməklə geri götürə bilərsiniz.
consent-write = Razı olduqlarımı yaz
you-agree-to = Razısınız
purpose-search = Axtarmağa
purpose-search-text = Bizə dedikləriniz şəxsi axtarmaq üçün istifadə olunur: siyahılarda, arxivlərdə, bilə biləcək insanlardan soruşmaqla.
purpose-match = DNT-ni müqayisə etməyə
purpose-match-text = DNT-niz yalnız qalıqların DNT-si ilə müqayisə edilir, başqa məqsəd üçün deyil. Bu olmadan nümunəniz nəzərə alınmır.
purpose-share = Bununla paylaşmağa: { $party }
purpose-share-text = Onlar şəxs haqqında bizə dediklərinizi görür ki, özlərində olanlarda axtara bilsinlər.
purpose-court = Məhkəmə üçün
purpose-court-text = Məhkəmə baş verənləri araşdırsa, bizə dedikləriniz ona verilə bilər.
purpose-research = Tədqiqat üçün
purpose-research-text = Adsız, axtarış üsullarının yaxşılaşması üçün.
consent-written = Nəyə razı olduğunuzu yazdıq.

## What was written down
written-down = Yazıldı
report-written = { $name } haqqında bizə dediklərinizi yazdıq. İstənilən vaxt əlavə edə bilərsiniz. Büro onu oxuyub sizə zəng edəcək.
question-written = Nə istədiyinizi yazdıq. Büro bir ay ərzində cavab verəcək; cavab işin gedişatında görünəcək.
contest-written = Şübhənizi yazdıq. İkinci laboratoriya nəticəyə baxacaq və siz əsaslandırılmış cavab alacaqsınız.
to-the-case = İşin gedişatına
your-receipt = Qəbziniz
your-receipt-lead = Bunun bu gün yazıldığını sübut edir. Şəklini çəkin və ya saxlayın. Heç kim, hətta biz də, onu hiss olunmadan çıxara bilmərik.

## Asking
ask-the-office = Bürodan soruş
ask-lead = Büro bir ay ərzində cavab verir. Soruşduğunuz da, cavab da jurnala yazılır.
what-do-you-ask = Nə istəyirsiniz?
ask-question = Sual, yaxud sizə zəng etməyimiz
ask-question-text = Öz sözlərinizlə yazın.
ask-held = Bizim haqqımızda nə saxlayırsınız
ask-held-text = Sizin və yaxınınız haqqında nə saxladığımızı, kiminlə və nə vaxtdan paylaşıldığını deyirik.
ask-correction = Düzəliş edilməsi
ask-correction-text = Nəyin səhv, nəyin doğru olduğunu deyin.
ask-erasure = Məlumatlarınızın silinməsi
ask-erasure-text = Sizdən saxladığımız hər şey, DNT-niz də silinir. Əvvəlcə zəng edirik, çünki silinən artıq müqayisə edilmir.
ask-laboratory = Nəticəyə ikinci laboratoriyanın baxması
ask-laboratory-text = Bu, sizin üçün pulsuzdur.
in-your-words = Öz sözlərinizlə
ask-in-words = Nə haqqında olduğunu öz sözlərinizlə yazın. Heç nə itməyib.
send-to-office = Büroya göndər
contest = Nəticəyə şübhə bildir
contest-lead = Şübhə etmək haqqınızdır. İkinci laboratoriya nəticəyə baxır və büro əsaslandırılmış cavab verir. O vaxta qədər heç nə qərarlaşdırılmır.
contest-why = Sizi nə şübhələndirir

## Reporting
step-of = Addım { $number } / { $total }.
kept-as-you-go = Yazdıqlarınız saxlanılır. Dayanıb sonra davam edə bilərsiniz.
not-sent-yet = Hələ göndərilməyib
go-on = Davam et
change = Dəyiş
sending = Göndərilir …
send-report = Müraciəti göndər
forget-report = Yazdıqlarımı sil
report-who = Kim itkin düşüb?
report-when = Nə baş verib?
report-you = Siz kimsiniz?
report-consent = Bununla nə edə bilərik?
report-check = Belə doğrudur?
report-field-name = İtkin düşmüş şəxsin adı
report-name-hint = Ailənizin yazdığı kimi, istənilən əlifba ilə: ad, ata adı, soyad.
report-field-born = Doğulub
report-field-last-seen = Son dəfə nə vaxt görülüb
report-date-hint = Bildiyiniz qədər: 1962, 1962-03, 14.03.1962 və ya 1960/1964. Bilmirsinizsə, boş saxlayın.
report-field-place = Harada
report-field-text = Nə baş verib, öz sözlərinizlə
report-text-hint = İstənilən dildə. Nə geyinmişdi, kim orada idi, başqaları sizə nə dedi: hər şey kömək edə bilər.
report-field-own-name = Adınız
report-field-relation = Siz itkin düşmüş şəxsin nəyisiniz
relation-mother = anası
relation-father = atası
relation-daughter = qızı
relation-son = oğlu
relation-sister = bacısı
relation-brother = qardaşı
relation-wife = həyat yoldaşı (arvadı)
relation-husband = həyat yoldaşı (əri)
relation-other = başqa
relation-which = Başqadırsa: nəyi?
report-field-contact = Sizinlə necə əlaqə saxlayaq
report-contact-hint = Telefon nömrəsi, ünvan və ya kimin vasitəsilə.
