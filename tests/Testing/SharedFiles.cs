namespace BackupConsole.Testing;

/// <summary>Reference data that may lie in a folder named shared beside the checkout. Tests that need it are skipped where it is not there.</summary>
public static class SharedFiles
{
    /// <summary>What to say where a test is skipped.</summary>
    public const string Missing = "The folder shared, with the real CustomResourceDefinitions and sample manifests, is not beside the checkout.";

    private const string SolutionFile = "Console.sln";

    private static readonly string? Root = FindRoot();

    /// <summary>Whether they are there.</summary>
    public static bool ArePresent => Root is not null;

    /// <summary>Files with CustomResourceDefinitions.</summary>
    public static IReadOnlyList<string> CustomResourceDefinitions => Files("crds");

    /// <summary>Files with sample manifests.</summary>
    public static IReadOnlyList<string> Samples => Files("samples");

    private static string[] Files(string folder) => Root is null
        ? []
        : [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string? FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)))
            {
                string shared = Path.Combine(folder.FullName, "..", "shared");
                return Directory.Exists(Path.Combine(shared, "crds")) ? shared : null;
            }
        }

        return null;
    }
}
