"""Titles and common first names that tell whether "he" or "she" may mean somebody.

Names that both bear are left out; of whoever is not listed nothing is assumed.
"""

MEN = frozenset(
    "brother businessman cardinal chairman congressman father husband king lord mr pope prince sir son "
    "spokesman aaron adam adrian alan albert alex alexander alfred allen andrew anthony antony arnold "
    "arthur austin barack barry bashar ben benjamin bernie bill bob bobby boris brad bradley brandon "
    "brendan brett brian bruce caleb carl carlos charles chris christopher chuck cory craig curtis dale "
    "damon dan daniel darrell david dean denis dennis derek devin dick dmitry dominic donald doug duncan "
    "dwight ed eddie edward edwin eli elliott emmanuel eric ernest ethan eugene evan felix fernando frank "
    "fred frederick gary gavin gene george gerald glenn gordon greg harry hassan henry herman howard hugh "
    "ian ibrahim ivan jack jacob james jared jason javier jay jeff jeffrey jeremy jerry jim jimmy joe "
    "joel john jon jonathan jorge jose joseph josh juan julian justin karl keith ken kenneth kevin kirk "
    "kurt lance larry lawrence leo leon leonard liam lloyd lou lucas luis luke marc marcus mario mark "
    "marvin matt matthew maurice michael miguel mike mitch mitt mohammed nathan neil nicholas nick norman "
    "oliver oscar otto owen patrick paul pedro peter phil philip ralph rand randy ray raymond recep rex "
    "ricardo richard rick robert rod rodney roger ron ronald roy rudy russell ryan salman sam samuel saul "
    "scott sean sebastian sergei sergey seth shane shawn shinzo simon spencer stan stanley stephen steve "
    "steven stuart ted theodore thomas tim timothy todd tom tony travis tyler vernon victor viktor vince "
    "vincent vladimir volodymyr walt walter warren wayne wesley will william xi yusuf zachary".split()
)
WOMEN = frozenset(
    "businesswoman chairwoman congresswoman daughter lady miss mother mrs ms princess queen sister "
    "spokeswoman wife abigail adriana alexandra alexandria alice alison allison amanda amber amy andrea "
    "angela angelina anita ann anna anne annie ashley audrey ava ayanna barb barbara beth betsy betty "
    "bonnie brenda carly carmen carol caroline carrie catherine charlotte chelsea cheryl christina "
    "christine claire claudia colleen courtney crystal cynthia danielle dawn debbie deborah denise diana "
    "diane dianne dolores donna doris dorothy edith eileen elaine eleanor elena elise elizabeth ella "
    "ellen emily emma erica erin esther eva evelyn fiona florence frances gabrielle gail gina gladys "
    "glenda gloria grace gwen hannah harriet heather heidi helen hillary holly ida irene isabel ivanka "
    "jacinda jackie jacqueline jane janet janice jeanne jeannette jen jennifer jenny jessica jill joan "
    "joanna jocelyn josephine joyce juanita judith judy julia julie kamala karen kate katherine kathleen "
    "kathryn kathy katie kay kellyanne kirsten kirstjen kristen kristi laura lauren laurie lillian linda "
    "lisa liz lois loretta lorraine louise lucille lucy madeleine maggie marcia margaret margarita maria "
    "marianne marie marilyn marine marjorie marsha martha mary maureen maxine megan meghan melania "
    "melissa mercedes michele michelle mildred miriam molly monica nadia nancy naomi natalie nicole nikki "
    "nina nora norma olivia pam pamela patricia paula peggy penny phyllis priscilla rachael rachel ramona "
    "rebecca regina renee rhonda roberta rosa rose rosemary roxanne ruby ruth sally samantha sandra sarah "
    "shannon sharon sheila sherry shirley sonia sophie stacey stacy stephanie sue susan suzanne sylvia "
    "tammy tara teresa terri theresa tina toni tracy tricia tulsi ursula valerie vanessa vera veronica "
    "vicki victoria virginia vivian wendy yvonne".split()
)
