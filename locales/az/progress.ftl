# How the work goes: plots with their tables.

progress = İşin gedişi
progress-cases = İşlər hara qədər irəliləyib
progress-cases-text = Hər dövrün sonunda neçə nəfər haqqında bildirilmişdi, neçə nəfərin şəxsiyyəti müəyyənləşdirilmişdi, neçə ailəyə şəxsən məlumat verilmişdi və neçə nəfər evə qayıtmışdı.
progress-requests = Məlumat sorğuları: cavablandırılan və cavablandırılmayan
progress-requests-text = Kimdən soruşulub və neçə sorğuya cavab verilib. Heç nə məlum deyil demək və imtina da cavabdır.
progress-answered = Cavab verilib
progress-in-part = Qismən cavab verilib
progress-waiting = Gözlənilir, vaxtı var
progress-late = Vaxtında cavab verilməyib
progress-others = Qalanların hamısı
progress-posteriors-text = Qalıqlarla itkin şəxs cütlərinin neçəsi hansı ehtimala malikdir. { $from } və yuxarı olanda şəxsiyyətin müəyyənləşdirilməsi təklif oluna bilər.
progress-as-table = Cədvəl kimi
progress-counted = Hesablanıb:
posterior-from = { $from } və yuxarı
