namespace BackupConsole.Components.Lists;

/// <summary>Which pages get a button.</summary>
internal static class PageNumbers
{
    // The first, the last, the page itself and its neighbours; without gaps they all fit.
    private const int Most = 7;

    /// <summary>The numbers from left to right; 0 stands for those left out. Always as many as fit, so that buttons keep their places.</summary>
    public static IEnumerable<int> Around(int page, int pages)
    {
        if (pages <= Most)
        {
            return Enumerable.Range(1, pages);
        }

        return page switch
        {
            <= 4 => [1, 2, 3, 4, 5, 0, pages],
            _ when page >= pages - 3 => [1, 0, pages - 4, pages - 3, pages - 2, pages - 1, pages],
            _ => [1, 0, page - 1, page, page + 1, 0, pages],
        };
    }
}
