// A number that no signed byte holds.

// [region narrowing]
signed char code{300};
// [/region]
