# A family in drawings and words.

pedigree = Nəsil şəcərəsi
pedigree-with-remains = Qalıqlar yerləşdirilmiş nəsil şəcərəsi
pedigree-of = { $count } nəfərlik nəsil şəcərəsi. İtkin: { $missing }. DNT verib: { $typed }.
pedigree-nobody = heç kim
pedigree-related = { $one } və { $other } bir-biri ilə qohumdur.
founder-inbred = valideynləri qohumdur (inbridinq { $coefficient })
founder-related = { $other } ilə qohumdur (əmsal { $coefficient })
symbols = İşarələr
gave-dna = DNT verib
legend-missing = itkin (?)
legend-relatives-who-married = evlənmiş qohumlar
legend-shapes = kvadrat: kişi, dairə: qadın, romb: cinsi məlum deyil
