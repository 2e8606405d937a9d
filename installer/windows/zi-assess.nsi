; Windows setup for this user alone, without administrator rights. Run by installer/windows/build:
;   makensis -DVERSION=1.0.0 -DTREE=<folder to install> -DOUT=<setup.exe> zi-assess.nsi
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
Name "ZI Assess"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\ZI Assess"
InstallDirRegKey HKCU "Software\ZI Assess" "Folder"
RequestExecutionLevel user
ManifestDPIAware true

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ZI Assess"

!include "MUI2.nsh"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

Section "ZI Assess"
  ; An older version goes first, so that no module of it stays behind. Workspaces lie elsewhere and are not touched.
  RMDir /r "$INSTDIR\python"
  SetOutPath "$INSTDIR"
  File /r "${TREE}/*"
  WriteUninstaller "$INSTDIR\hapus.exe"
  CreateShortcut "$SMPROGRAMS\ZI Assess.lnk" "$INSTDIR\python\pythonw.exe" "-m zi_assess" "$INSTDIR\zi-assess.ico"
  WriteRegStr HKCU "Software\ZI Assess" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "ZI Assess"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\hapus.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\zi-assess.ico"
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\ZI Assess.lnk"
  RMDir /r "$INSTDIR\python"
  Delete "$INSTDIR\zi-assess.cmd"
  Delete "$INSTDIR\zi-assess.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\hapus.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\ZI Assess"
SectionEnd
