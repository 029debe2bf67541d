using System.Security.Cryptography;

namespace BackupConsole.Testing;

/// <summary>Names no other test uses, so that tests can run side by side on one server.</summary>
public static class Unique
{
    /// <summary>A valid object name: the prefix, a dash and eight random characters.</summary>
    public static string Name(string prefix) =>
        $"{prefix}-{RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 8)}";
}
