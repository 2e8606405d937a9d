/* The converters of Windows' own ICU, which Wine 8 lacks: none can be opened, and Qt then uses its own. */
#define GAP(name) __declspec(dllexport) void *name(void) { return 0; }

__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    if (error) *error = 4; /* U_FILE_ACCESS_ERROR */
    return 0;
}

GAP(ucnv_close) GAP(ucnv_reset) GAP(ucnv_getMaxCharSize) GAP(ucnv_getName) GAP(ucnv_getToUCallBack)
GAP(ucnv_getFromUCallBack) GAP(ucnv_setToUCallBack) GAP(ucnv_setFromUCallBack) GAP(ucnv_cbToUWriteUChars)
GAP(ucnv_toUnicode) GAP(ucnv_cbFromUWriteUChars) GAP(ucnv_toUCountPending) GAP(ucnv_fromUCountPending)
GAP(ucnv_getStandardName) GAP(ucnv_getAvailableName) GAP(ucnv_countAvailable) GAP(ucnv_fromUnicode)
GAP(UCNV_FROM_U_CALLBACK_SUBSTITUTE) GAP(UCNV_TO_U_CALLBACK_SUBSTITUTE)
