# Papers: reports, letters, protocols.

## Every paper
paper-number = № { $number }, { $day }
paper-footer = Kintrace. { $number }. Vəziyyət: { $day }.
paper-from = Kimdən
paper-to = Kimə
paper-act = { $account }, { $day }
letter-to-family = Ailəyə məktub
as-paper = Kağız şəklində (PDF)

## The report of an identification
paper-identification = Şəxsiyyətin müəyyənləşdirilməsi haqqında rəy
paper-identified = { $remains } nömrəli qalıqlar bu şəxsə məxsusdur: { $name }.
paper-proposed = { $remains } nömrəli qalıqların bu şəxsə məxsus olması təklif edilir, lakin hələ iki nəfər imzalamayıb: { $name }.
paper-identification-withdrawn = Bu müəyyənləşdirmə geri götürülüb: qalıqlar { $remains }, { $name }.
paper-lr-of-all = Bütün sübutların həqiqətəoxşarlıq nisbəti
paper-signed = İmzalayıb
paper-not-signed = Bunu hələ heç kim imzalamayıb. Bu, şəxsiyyətin müəyyənləşdirilməsi deyil.
paper-first-signature = Birinci imza, ad, tarix
paper-second-signature = İkinci imza, ad, tarix
paper-verify = Kodda bu müəyyənləşdirmənin jurnaldakı qəbzi var. Onu hər kəs “qəbzi yoxla” səhifəsində bizdən soruşmadan yoxlaya bilər.
field-contests-grounds = Nə üçün şübhə edilir

## The family's letter
letter-about = { $name } haqqında
letter-greeting = Hörmətli ailə,
letter-told = Sizinlə { $day } tarixində danışdıq. Bu məktub həmin sözləri yazılı şəkildə bildirir.
letter-result = { $remains } nömrəsi ilə saxladığımız qalıqlar bu şəxsə məxsusdur: { $name }.
letter-how = Bunu buradan bilirik: { $lines }.
letter-how-sure = Nə qədər əmindir: { $chance }.
letter-two = İki nəfər bunu ayrı-ayrılıqda yoxlayıb və imzalayıb.
letter-what-you-can-do = Nə edə bilərsiniz
letter-ask = İstədiyiniz vaxt istədiyiniz sualı verin.
letter-contest = Nəticəyə şübhəniz varsa, bizə deyin. İkinci laboratoriya baxacaq, biz sizə əsaslandırılmış cavab verəcəyik.
letter-handover = Qalıqlar sizin istədiyiniz vaxt və yerdə, adətlərinizə uyğun təhvil verilir.
letter-more = Sonra başqa qalıqlar da tapıla bilər. Bunu bilmək istəyib-istəmədiyinizi bizə deyin.
letter-data = Haqqınızda saxladıqlarımızı görə, düzəltdirə və ya sildirə bilərsiniz.
letter-close = İtkinizə və gözlədiyiniz illərə görə sizə başsağlığı veririk.
letter-for-us = Büro adından

## A request
request-law = Bu qaydalara görə ailələrin yaxınlarının başına nə gəldiyini bilmək hüququ var; tərəflər itkin düşənləri axtarır və bildiklərini ötürürlər.
request-please = Xahiş edirik, { $day } tarixinədək cavab verin. Heç nə məlum olmaması da cavabdır.
request-please-soon = Xahiş edirik, mümkün qədər tez cavab verin. Heç nə məlum olmaması da cavabdır.

## Custody and handover
paper-custody = Saxlanma vərəqi
custody-how = Verən də, alan da bir sətir yazır və imzalamazdan əvvəl möhürə baxır.
paper-handover = Təhvil-təslim protokolu
handover-lead = Qalıqlar ailəyə verilir: { $name }.
handover-partial = Bunlar həmin şəxsin bütün qalıqları deyil. Başqaları tapılarsa, nə ediləcəyinə ailə qərar verir.
handover-rights = Ailə təhvil veriləndən sonra da ikinci müayinə istəyə bilər.
handover-for-office = Büro adından: ad, imza
handover-for-family = Ailə adından: ad, imza
handover-witness = Şahid: ad, imza
