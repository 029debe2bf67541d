namespace BackupConsole.Components;

/// <summary>Paths of static assets for script imports.</summary>
internal static class AssetPath
{
    /// <summary>An import's path is relative to the importing script, unlike a link's, which is relative to the page's base.</summary>
    public static string PathFromRoot(this string asset) => asset.StartsWith('/') ? asset : $"/{asset}";
}
