import CLinux

/// File systems on which the kernel does not hear of all changes: another machine, another process or a lower layer
/// makes them.
struct FileSystemKind: Hashable, Sendable {
  var name: String
  var isWatchable: Bool

  /// The magic numbers of statfs(2).
  private static let unheard: [UInt64: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB", 0x6573_5546: "FUSE", 0x0102_1997: "9P",
    0x00C3_6400: "Ceph", 0x5346_414F: "AFS", 0x6B41_4653: "AFS", 0x794C_7630: "overlay",
    0x786F_4256: "VirtualBox shared folder", 0xBACB_ACBC: "VMware shared folder", 0x0BD0_0BD0: "Lustre",
    0x0116_1970: "GFS2", 0x7461_636F: "OCFS2", 0x4750_4653: "GPFS",
  ]

  init(of folder: borrowing Descriptor) {
    let unheard = Self.unheard[linux_file_system(folder.number)]
    name = unheard ?? "local"
    isWatchable = unheard == nil
  }
}
