# The map, and the line of custody.

map = Map
map-last-seen = Last seen here
map-empty = Nothing that is written down has a place on the map yet.
map-open = Open the page
map-several = Several things here
map-failed = This browser can’t draw the map. The places stand on the pages in words and numbers.
map-shown = What is shown
map-as-list = list
map-list = { $what }: as a list
map-hint = Areas show how far off something may be. Where many are close together, their number is shown: open it to come nearer. Sites whose place is withheld are not on the map. With a keyboard: arrows move it, plus and minus come nearer and go back, Enter opens what is in the middle.
map-within-km = Within { $km } km

custody-line = Through whose hands it went
