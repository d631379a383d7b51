# The page for everybody.

about = Haqqımızda
about-who = Burada müxtəlif tərəflərin büroları, laboratoriyalar və ailələr itkin düşənlərin kim olduğunu müəyyən etmək və hər ailəyə öz yaxını haqqında həqiqəti demək üçün birlikdə işləyir. Heç bir tərəf tutulmur: kimin nə dediyi və nəyə əsaslandığı yazılır.
about-report = Kimisə axtarırsınız?
about-report-how = Hesab açın və öz sözlərinizlə bizə deyin. İstəsəniz, büro sizin üçün yazar: gəlin, zəng edin və ya kimisə göndərin.
about-figures = Nə qədər iş görülüb
about-figures-hint = Heç kim tanınmasın deyə beşdən kiçik rəqəmlər deyilmir.
about-missing = itkin düşdüyü bildirilən şəxs
about-remains = tapılmış qalıq dəsti
about-asked = göndərilmiş məlumat sorğusu
about-told = kimin tapıldığı bildirilən ailə
fewer-than = { $least }-dən az
about-record = Yazılan hər şey jurnalda hər kəsin izləyə biləcəyi bir yazı qoyur. Jurnalda ad yoxdur. Sonradan nəyisə dəyişən və ya çıxaran onu imzalayan nəzarətçilər tərəfindən aşkar edilir.
about-record-signed = { $entries } yazı; sonuncu dəfə imzalanıb: { $moment }.
about-checkpoint = Son imzalanmış nəzarət nöqtəsi
about-verify = Jurnalı bu açarlar imzalayır. Onlarla və jurnalın surəti ilə (C2SP tlog-tiles) hər kəs onu öz proqramı ilə yoxlaya bilər.
