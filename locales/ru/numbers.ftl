# What numbers mean. The words for a likelihood ratio are those of ENFSI's guideline for evaluative reporting (2015).

posterior = Апостериорная вероятность
best-posterior = Наибольшая апостериорная вероятность
probability = Вероятность
chance = Шанс
lr-in-words = LR словами
less-than = меньше { $number }
more-than = больше { $number }

support-excluded = исключено
support-none = ни за, ни против
support-weak = слабый довод за
support-weak-against = слабый довод против
support-moderate = умеренный довод за
support-moderate-against = умеренный довод против
support-strong = довод за, от умеренно сильного до сильного
support-strong-against = сильный довод против
support-very-strong = очень сильный довод за
support-very-strong-against = очень сильный довод против
support-extremely-strong = чрезвычайно сильный довод за
support-extremely-strong-against = чрезвычайно сильный довод против

times-impossible = невозможен
times-even = примерно так же вероятен
times-more = примерно в { $factor ->
    [one] { $factor } раз
    [few] { $factor } раза
   *[other] { $factor } раз
  } более вероятен
times-less = примерно в { $factor ->
    [one] { $factor } раз
    [few] { $factor } раза
   *[other] { $factor } раз
  } менее вероятен
times-more-power = примерно в 10^{ $power } раз более вероятен
times-less-power = примерно в 10^{ $power } раз менее вероятен

chance-someone-else = примерно 1 случай из { $count }, что это кто-то другой
chance-someone-else-least = менее 1 случая из { $count }, что это кто-то другой
chance-this-person = примерно 1 случай из { $count }, что это этот человек
chance-this-person-power = примерно 1 случай из 10^{ $power }, что это этот человек
chance-none = по расчётам, это не этот человек

lr-excluded = исключено
plot-lr = Отношение правдоподобия на шкале степеней десяти: { $times }; { $support }
plot-posterior = Апостериорная вероятность: { $parts }
plot-loci = log10 LR по локусам; в таблице ниже те же числа
part-this-person = Этот человек
part-others = Другие зарегистрированные пропавшие
part-nobody = Никто из зарегистрированных или ниже { $least }
