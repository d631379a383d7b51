# What numbers mean. The words for a likelihood ratio are those of ENFSI's guideline for evaluative reporting (2015).

posterior = Aposterior ehtimal
best-posterior = Ən yüksək aposterior ehtimal
probability = Ehtimal
chance = Şans
lr-in-words = LR sözlə
less-than = { $number }-dən az
more-than = { $number }-dən çox

support-excluded = istisna olunur
support-none = nə lehinə, nə əleyhinə
support-weak = zəif dəstək
support-weak-against = zəif əks dəlil
support-moderate = orta dəstək
support-moderate-against = orta əks dəlil
support-strong = orta-güclüdən güclüyədək dəstək
support-strong-against = güclü əks dəlil
support-very-strong = çox güclü dəstək
support-very-strong-against = çox güclü əks dəlil
support-extremely-strong = son dərəcə güclü dəstək
support-extremely-strong-against = son dərəcə güclü əks dəlil

times-impossible = mümkün deyil
times-even = təxminən eyni dərəcədə ehtimallıdır
times-more = təxminən { $factor } dəfə daha ehtimallıdır
times-less = təxminən { $factor } dəfə daha az ehtimallıdır
times-more-power = təxminən 10^{ $power } dəfə daha ehtimallıdır
times-less-power = təxminən 10^{ $power } dəfə daha az ehtimallıdır

chance-someone-else = bunun başqası olması ehtimalı təxminən { $count } haldan birində
chance-someone-else-least = bunun başqası olması ehtimalı { $count } haldan birindən az
chance-this-person = bunun həmin şəxs olması ehtimalı təxminən { $count } haldan birində
chance-this-person-power = bunun həmin şəxs olması ehtimalı təxminən 10^{ $power } haldan birində
chance-none = rəqəmlərə görə həmin şəxs deyil

lr-excluded = istisna
plot-lr = Həqiqətəoxşarlıq nisbəti onun qüvvətləri şkalasında: { $times }; { $support }
plot-posterior = Aposterior ehtimal: { $parts }
plot-loci = Lokuslar üzrə log10 LR; aşağıdakı cədvəldə eyni rəqəmlər var
part-this-person = Həmin şəxs
part-others = Qeydiyyatdakı digər itkinlər
part-nobody = Qeydiyyatdan heç kim, yaxud { $least }-dən aşağı
