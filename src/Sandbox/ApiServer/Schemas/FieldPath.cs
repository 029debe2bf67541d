using System.Globalization;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>Builds field paths as the server writes them: <c>spec.sessions[0].name</c>, map keys of metadata in brackets.</summary>
internal static class FieldPath
{
    /// <summary>A field below a path; the root is the empty path.</summary>
    public static string Child(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    /// <summary>An item of the list at a path.</summary>
    public static string Index(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>An entry of the map at a path, for the few places where the server puts keys into brackets.</summary>
    public static string Key(string path, string key) => $"{path}[{key}]";
}
