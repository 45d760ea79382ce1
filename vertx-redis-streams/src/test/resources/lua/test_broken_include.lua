-- include test_nowhere.lua
return {'counted', 0}
