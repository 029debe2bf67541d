namespace BackupConsole.Sandbox.Tests.ApiServer.Kinds;

/// <summary>Reference data that may lie in a folder named shared beside the checkout. Tests that need it are skipped where it is not there.</summary>
internal static class SharedFiles
{
    private const string SolutionFile = "Console.sln";

    private static readonly string? Root = FindRoot();

    public static IReadOnlyList<string> CustomResourceDefinitions => Files("crds");

    public static IReadOnlyList<string> Samples => Files("samples");

    public static void SkipUnlessPresent() =>
        Assert.SkipUnless(Root is not null, "The folder shared, with the real CustomResourceDefinitions and sample manifests, is not beside the checkout.");

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
