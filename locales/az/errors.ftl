# When something goes wrong: what happened, that nothing was lost, what to do.

error-not-found = Burada heç nə yoxdur
error-not-found-text = Ünvan səhv yazılmış ola bilər, yaxud onun göstərdiyi artıq burada deyil.
error-foreign-form = Bu forma artıq etibarlı deyil
error-foreign-form-text = Ola bilsin, onu açandan sonra yenidən daxil olmusunuz. Geri qayıdın, səhifəni yeniləyin və bir daha göndərin. Heç nə dəyişdirilməyib.
error-unreadable = Göndərilən oxuna bilmir
error-unreadable-text = Geri qayıdın, formaya baxın və bir daha göndərin. Heç nə dəyişdirilməyib.
error-broken = Bizdə bir problem yarandı
error-broken-text = Heç nə dəyişdirilməyib. Yenidən cəhd edin; təkrar olunarsa, administratora nə etdiyinizi deyin.
